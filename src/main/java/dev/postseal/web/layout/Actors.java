package dev.postseal.web.layout;

import dev.postseal.account.Actor;
import dev.postseal.texts.Texts;
import org.springframework.stereotype.Component;

/** Whoever did something, as pages name them. */
@Component("actors")
public class Actors {
    private static final String ITSELF = new Actor.TheSystem().label();

    private final Texts texts;

    Actors(Texts texts) {
        this.texts = texts;
    }

    /** @param label {@link Actor#label()}, as it is stored */
    public String name(String label) {
        return label.equals(ITSELF) ? texts.of("audit.by.system") : label;
    }

    /** What to look for when somebody types a name as pages show it. */
    public String typed(String name) {
        return name.equalsIgnoreCase(name(ITSELF)) ? ITSELF : name;
    }
}
