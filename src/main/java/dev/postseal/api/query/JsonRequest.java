package dev.postseal.api.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The call takes a body that {@link JsonBody} reads; for the description of the API, which cannot see it. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface JsonRequest {
    /** What such a body may say. */
    Class<?> value();
}
