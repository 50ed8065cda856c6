package dev.postseal.web;

import dev.postseal.NeedsSystemPart;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The real product on a database of its own, driven in a real browser. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsSystemPart("chromium")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"postseal.admin.initial-password=" + Visitor.PASSWORD, "postseal.delivery.enabled=false"})
@interface ConsoleTest {}
