package latentlab.image;

/** The smallest box around the points of a drawing, in sides of the surface. */
record Box(float left, float top, float right, float bottom) {
    static Box around(Drawing drawing) {
        float left = Float.POSITIVE_INFINITY;
        float top = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float bottom = Float.NEGATIVE_INFINITY;
        for (Stroke stroke : drawing.strokes()) {
            for (int i = 0; i < stroke.size(); i++) {
                left = Math.min(left, stroke.xs()[i]);
                right = Math.max(right, stroke.xs()[i]);
                top = Math.min(top, stroke.ys()[i]);
                bottom = Math.max(bottom, stroke.ys()[i]);
            }
        }
        return new Box(left, top, right, bottom);
    }

    float largerSide() {
        return Math.max(right - left, bottom - top);
    }

    float centreX() {
        return (left + right) / 2;
    }

    float centreY() {
        return (top + bottom) / 2;
    }
}
