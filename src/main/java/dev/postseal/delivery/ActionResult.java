package dev.postseal.delivery;

/** What came of an administrator's act on the queue. */
public sealed interface ActionResult {
    /** It is so now. */
    record Done() implements ActionResult {}

    /** There is no such delivery. */
    record NotFound() implements ActionResult {}

    /** Not in this state: being delivered just now, already final, or held. Nothing was changed. */
    record NotAllowed(DeliveryState state) implements ActionResult {}
}
