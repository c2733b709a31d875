package latentlab.client.page;

import java.util.List;
import latentlab.client.kernel.Network;
import latentlab.latent.Waypoints;

/** The decoded points of a path through several codes: 0 at the first, 1 at the last. */
final class Route implements CodePath {
    private final Network network;
    private final Waypoints waypoints;
    private int leg = -1; // the one that is open
    private Network.Path open;

    /** @param codes (d) each, at least two */
    Route(Network network, List<float[]> codes) {
        this.network = network;
        waypoints = new Waypoints(codes);
    }

    @Override
    public void at(float share, float[] pixels) {
        Waypoints.Place place = waypoints.place(share);
        if (leg != place.leg()) {
            leg = place.leg();
            open = network.path(waypoints.codes().get(leg), waypoints.codes().get(leg + 1));
        }
        open.at(place.alpha(), pixels);
    }
}
