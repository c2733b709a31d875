package latentlab.server.study;

import java.util.List;

/**
 * Everything that one study found, as its dashboard shows it and its file holds it. Nothing in it depends on when or
 * where it was made.
 *
 * @param study     its name, such as {@code latent-dimension}
 * @param preset    the preset's name; the figures of {@code quick} are not the study's
 * @param made      in words, with which networks and images
 * @param missing   ids of trainings that belong to it and were not done yet
 * @param command   makes all of it again
 * @param published the publication's figures
 * @param figures   ours, a record of the study's own
 * @param claims    what the publication concludes, beside what we find
 * @param tables    the figures as tables; the first one is the main one
 * @param runs      the trainings that the figures come from
 */
record Results(
        String study,
        String title,
        String preset,
        String made,
        List<String> missing,
        String command,
        Object published,
        Object figures,
        List<Claim> claims,
        List<Table> tables,
        List<RunFigures> runs) {

    /**
     * A conclusion of the publication and what our figures say of it.
     *
     * @param agrees whether they bear it out
     */
    record Claim(String claim, String finding, boolean agrees) {}

    /** @param rows each with a value for every column; null where there is none */
    record Table(String name, String title, List<String> columns, List<List<Object>> rows) {}
}
