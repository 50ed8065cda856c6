package dev.postseal.enforcement;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** The JDK reads these settings once, whichever test uses TLS first. */
public final class AsInMain implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        LegacyTls.permit();
    }
}
