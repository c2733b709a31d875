package latentlab.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import latentlab.image.DigitImage;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final Input one = Input.picked(new TestDigit("mnist", 1, 1, new DigitImage(new float[784])));
    private final Input two = Input.picked(new TestDigit("mnist", 2, 2, new DigitImage(new float[784])));
    private final History history = new History();

    @Test
    void undoAndRedoWalkThroughTheSteps() {
        history.add(one);
        history.add(two);
        history.undo();
        assertThat(history.current()).isSameAs(one);
        history.undo();
        assertThat(history.current()).isSameAs(Input.EMPTY);
        assertThat(history.canUndo()).isFalse();
        history.undo();
        history.redo();
        history.redo();
        assertThat(history.current()).isSameAs(two);
        assertThat(history.canRedo()).isFalse();
    }

    @Test
    void aNewStepForgetsWhatWasUndone() {
        history.add(one);
        history.undo();
        history.add(two);
        assertThat(history.canRedo()).isFalse();
        history.undo();
        assertThat(history.current()).isSameAs(Input.EMPTY);
    }

    @Test
    void itForgetsTheOldestStepsFirst() {
        for (int i = 0; i < 1000; i++) {
            history.add(one);
        }
        history.add(two);
        int steps = 0;
        for (; history.canUndo(); steps++) {
            history.undo();
        }
        assertThat(steps).isEqualTo(199);
    }
}
