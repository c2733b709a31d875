package latentlab.client.kernel;

/** A file of a server's, for scripts. */
final class ServedFile {
    /**
     * Becomes functions, of which {@code answer} promises the answer at an address, or fails with a sentence that says why
     * there is none. The site's own pages have it in their language; other sites, which have the public API only, in English.
     */
    static final String FUNCTIONS =
            "var translated = globalThis.modulesOnTheirWay ? globalThis.translated : function(english, first, second) {"
                    + " return english.replace('{0}', function() { return first; })"
                    + ".replace('{1}', function() { return second; }); };"
                    + " function answer(place) { return fetch(place).catch(function() {"
                    + " throw new Error(translated('{0} can’t be loaded: the server can’t be reached.', place));"
                    + " }).then(function(response) { if (!response.ok) throw new Error("
                    + "translated('{0} can’t be loaded: the server answered {1}.', place, response.status));"
                    + " return response; }); } ";

    private ServedFile() {}
}
