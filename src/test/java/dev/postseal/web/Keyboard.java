package dev.postseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** Somebody without a mouse. Wherever the focus comes, it has to be seen. */
record Keyboard(Page page) {
    private static final int MOST_STOPS = 120;
    /** On a page full of rows that other tests left. */
    private static final int MOST_STOPS_OF_A_PAGE = 1_000;

    /** How the focus shows once it has faded in, and whether anything lies over what has it; empty when all is well. */
    private static final String HIDDEN = """
            () => {
                const at = document.activeElement;
                if (at === document.body) return 'the focus is nowhere';
                const name = at.outerHTML.slice(0, 200);
                const shows = (element) => {
                    const style = getComputedStyle(element);
                    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
                };
                const label = at.closest('label');
                const transitions = [at, label].flatMap((element) => element?.getAnimations() ?? []);
                transitions.filter((each) => each instanceof CSSTransition).forEach((each) => each.finish());
                if (!shows(at) && !(label && shows(label))) return 'no sign of the focus at ' + name;
                const box = (label ?? at).getClientRects()[0];
                if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1) return 'out of sight: ' + name;
                const x = Math.min(innerWidth - 1, box.left + Math.min(box.width / 2, 40));
                const y = Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height / 2, 12)));
                const over = document.elementFromPoint(x, y);
                return (label ?? at).contains(over) || over.contains(at) ? '' : 'covered: ' + name + ' by ' + over.outerHTML.slice(0, 200);
            }""";

    Keyboard press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    Keyboard type(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Tabs until the focus is there. */
    Keyboard to(String selector) {
        for (int stops = 0; stops < MOST_STOPS; stops++) {
            if (isAt(selector)) {
                return this;
            }
            press("Tab").seen();
        }
        throw new AssertionError("no way by Tab to " + selector + " on " + page.url());
    }

    /** Tabs through the whole page; how many stops there were. */
    int toTheEnd() {
        for (int stops = 0; stops < MOST_STOPS_OF_A_PAGE; stops++) {
            press("Tab").seen();
            if (isAt("body")) {
                return stops;
            }
        }
        throw new AssertionError("no end of the stops on " + page.url());
    }

    private void seen() {
        if (!isAt("body")) {
            assertThat(page.evaluate(HIDDEN)).as(page.url()).isEqualTo("");
        }
    }

    /** Waits until the focus is there, and sees it. */
    Keyboard isAtLast(String selector) {
        page.waitForFunction("selector => document.activeElement.matches(selector)", selector);
        assertThat(page.evaluate(HIDDEN)).isEqualTo("");
        return this;
    }

    private boolean isAt(String selector) {
        return Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector));
    }
}
