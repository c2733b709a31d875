package latentlab.client.page;

import latentlab.client.view.Text;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** What the server answers. */
public final class Answer {
    /** Status of an answer that did not come, or not whole. */
    static final int NONE = 0;

    /** Becomes a function that asks for an address; {@code read} makes of an answer a promise of what is in it. */
    private static final String FETCH = "function get(request, read, take, refuse) { var status = 0;"
            + " request.then(function(response) { if (!response.ok) status = response.status; return read(response); })"
            + ".then(function(content) { if (status) refuse(status); else take(content); },"
            + " function() { refuse(status); }); } ";

    private Answer() {}

    /** Why there is none, as a sentence. */
    public static String problem(int status) {
        return status == NONE ? Text.of("The server can’t be reached.") : Text.of("The server answered {0}.", status);
    }

    /** What to do with bytes. */
    @JSFunctor
    interface Bytes extends JSObject {
        void accept(ArrayBuffer bytes);
    }

    /** What to do with JSON. */
    @JSFunctor
    public interface Json extends JSObject {
        void accept(JSObject json);
    }

    /** What to do when there is none. */
    @JSFunctor
    public interface Failed extends JSObject {
        /** @param status of the answer; {@link #NONE} when none came */
        void accept(int status);
    }

    @JSBody(
            params = {"url", "arrived", "failed"},
            script = FETCH + "get(fetch(url), function(response) { return response.arrayBuffer(); }, arrived, failed);")
    static native void bytes(String url, Bytes arrived, Failed failed);

    /** For an address that has something else for who does not ask for bytes. */
    @JSBody(
            params = {"url", "arrived", "failed"},
            script = FETCH
                    + "get(fetch(url, {headers: {Accept: 'application/octet-stream'}}),"
                    + " function(response) { return response.arrayBuffer(); }, arrived, failed);")
    static native void onlyBytes(String url, Bytes arrived, Failed failed);

    @JSBody(
            params = {"url", "arrived", "failed"},
            script = FETCH + "get(fetch(url), function(response) { return response.json(); }, arrived, failed);")
    public static native void json(String url, Json arrived, Failed failed);
}
