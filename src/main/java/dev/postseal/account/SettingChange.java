package dev.postseal.account;

/**
 * Published inside the transaction that makes the change, so that a listener's own writes stand or fall with it.
 *
 * @param name of the setting; its text is {@code audit.setting.<name>}
 */
public record SettingChange(String name, boolean before, boolean after) {}
