package dev.postseal.web.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** A way into the console beside the form; it opens sessions by {@link SessionRenewal#open} and leads on. */
public interface OtherSignIn {
    void addTo(HttpSecurity console);
}
