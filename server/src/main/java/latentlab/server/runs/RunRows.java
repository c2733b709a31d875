package latentlab.server.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import latentlab.server.models.ModelDescription.EpochMetrics;
import latentlab.server.training.Experiment;
import latentlab.server.training.Schedule;
import latentlab.theory.StoppingConditions;
import latentlab.theory.StoppingConditions.Reached;

/** Rows of the database as values. */
final class RunRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunRows() {}

    static RunOrder order(ResultSet row) throws SQLException {
        Experiment experiment = new Experiment(
                row.getString("dataset"),
                row.getString("dataset_digest"),
                row.getInt("latent_dim"),
                row.getInt("channels"),
                row.getInt("epochs"),
                row.getInt("batch_size"),
                row.getDouble("learning_rate"),
                row.getDouble("weight_decay"),
                Schedule.of(row.getString("schedule")).orElseThrow(),
                row.getLong("seed"));
        return new RunOrder(
                experiment, conditions(row.getString("until")), row.getString("dataset_source"), row.getInt("threads"));
    }

    static Run run(ResultSet row) throws SQLException {
        RunOrder order = order(row);
        Experiment experiment = order.experiment();
        return new Run(
                row.getString("id"),
                experiment.name(),
                RunState.of(row.getString("state")),
                experiment.dataset(),
                experiment.latentDim(),
                experiment.channels(),
                experiment.parameters(),
                experiment.epochs(),
                experiment.batchSize(),
                experiment.learningRate(),
                experiment.weightDecay(),
                experiment.schedule().label(),
                experiment.seed(),
                order.until().toMap(),
                order.threads(),
                row.getString("created_at"),
                row.getString("started_at"),
                row.getString("ended_at"),
                row.getInt("epoch"),
                number(row, "train_loss"),
                number(row, "test_loss"),
                number(row, "seconds"),
                progress(row),
                reached(row.getString("stopped_by")),
                row.getString("reason"),
                row.getBoolean("cancelling"),
                order.command(),
                row.getLong("revision"));
    }

    static EpochMetrics metrics(ResultSet row) throws SQLException {
        return new EpochMetrics(
                row.getInt("epoch"),
                row.getDouble("train_loss"),
                row.getDouble("running_train_loss"),
                row.getDouble("test_loss"),
                row.getDouble("images_per_second"));
    }

    static Artefact artefact(ResultSet row) throws SQLException {
        return new Artefact(
                row.getString("name"), row.getString("path"), row.getLong("bytes"), row.getString("sha256"));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Run.Progress progress(ResultSet row) throws SQLException {
        Double secondsLeft = number(row, "seconds_left");
        return secondsLeft == null
                ? null
                : new Run.Progress(row.getInt("images"), row.getDouble("images_per_second"), secondsLeft);
    }

    private static Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private static StoppingConditions conditions(String json) throws SQLException {
        try {
            return StoppingConditions.of(JSON.readValue(json, new TypeReference<Map<String, Double>>() {}));
        } catch (JsonProcessingException broken) {
            throw new SQLException("a run's stopping conditions are no JSON", broken);
        }
    }

    private static Reached reached(String json) throws SQLException {
        try {
            return json == null ? null : JSON.readValue(json, Reached.class);
        } catch (JsonProcessingException broken) {
            throw new SQLException("a run's stopped_by is no JSON", broken);
        }
    }
}
