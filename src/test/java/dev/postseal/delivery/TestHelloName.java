package dev.postseal.delivery;

/** Lets tests of other packages choose the host's name. */
public final class TestHelloName {
    private TestHelloName() {}

    public static HelloName of(String name) {
        DeliverySettings settings = QueueFixture.settings(20);
        assert name.equals(settings.helloName());
        return new HelloName(settings);
    }
}
