package dev.postseal.inbound;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import dev.postseal.mail.SyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads command lines (RFC 5321 section 4.1.1, RFC 1870, RFC 6152, RFC 6531). Pure. */
final class CommandGrammar {
    /** Angle brackets are asked for as the RFC does; a blank after the colon is tolerated, as everywhere. */
    private static final Pattern PATH = Pattern.compile(
            "(?:FROM|TO):\\s*<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^<>\"])*)>((?:\\s+\\S+)*)\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SOURCE_ROUTE = Pattern.compile("@[^:]+:(.*)");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private CommandGrammar() {}

    static Command parse(String line) {
        String stripped = line.stripTrailing();
        int blank = stripped.indexOf(' ');
        String verb = (blank < 0 ? stripped : stripped.substring(0, blank)).toUpperCase(Locale.ROOT);
        String argument = blank < 0 ? "" : stripped.substring(blank + 1).strip();
        return switch (verb) {
            case "EHLO", "HELO" -> hello(argument, verb.equals("EHLO"));
            case "MAIL" -> mail(argument);
            case "RCPT" -> rcpt(argument);
            case "DATA" -> bare(new Command.Data(), argument);
            case "RSET" -> bare(new Command.Rset(), argument);
            case "QUIT" -> bare(new Command.Quit(), argument);
            case "NOOP" -> new Command.Noop();
            case "VRFY" -> new Command.Vrfy();
            case "HELP" -> new Command.Help();
            case "EXPN", "STARTTLS", "AUTH", "BDAT", "ETRN", "TURN" -> new Command.Bad(Reply.NOT_IMPLEMENTED);
            case "GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT" -> new Command.Foreign();
            default -> new Command.Bad(Reply.UNKNOWN_COMMAND);
        };
    }

    private static Command hello(String name, boolean extended) {
        return name.isEmpty() || name.indexOf(' ') >= 0
                ? new Command.Bad(Reply.HELLO_SYNTAX)
                : new Command.Hello(name, extended);
    }

    private static Command bare(Command command, String argument) {
        return argument.isEmpty() ? command : new Command.Bad(Reply.NO_ARGUMENT_WANTED);
    }

    private static Command mail(String argument) {
        Matcher path = PATH.matcher(argument);
        if (!argument.toUpperCase(Locale.ROOT).startsWith("FROM:") || !path.matches()) {
            return new Command.Bad(Reply.MAIL_SYNTAX);
        }
        try {
            return withParameters(ReversePath.parse(withoutRoute(path.group(1))), path.group(2));
        } catch (SyntaxException e) {
            return new Command.Bad(Reply.BAD_SENDER);
        }
    }

    private static Command withParameters(ReversePath from, String parameters) {
        long size = 0;
        boolean utf8 = false;
        for (String parameter : parameters.strip().toUpperCase(Locale.ROOT).split("\\s+")) {
            if (parameter.startsWith("SIZE=")) {
                if (!SIZE.matcher(parameter.substring(5)).matches()) {
                    return new Command.Bad(Reply.BAD_PARAMETER);
                }
                size = Long.parseLong(parameter.substring(5));
            } else if (parameter.equals("SMTPUTF8")) {
                utf8 = true;
            } else if (parameter.startsWith("BODY=")) {
                if (!parameter.equals("BODY=7BIT") && !parameter.equals("BODY=8BITMIME")) {
                    return new Command.Bad(Reply.BAD_PARAMETER);
                }
            } else if (!parameter.isEmpty()) {
                return new Command.Bad(Reply.UNKNOWN_PARAMETER);
            }
        }
        return new Command.Mail(from, size, utf8);
    }

    private static Command rcpt(String argument) {
        Matcher path = PATH.matcher(argument);
        if (!argument.toUpperCase(Locale.ROOT).startsWith("TO:") || !path.matches()) {
            return new Command.Bad(Reply.RCPT_SYNTAX);
        }
        if (!path.group(2).isBlank()) {
            return new Command.Bad(Reply.UNKNOWN_PARAMETER);
        }
        try {
            return new Command.Rcpt(EmailAddress.parse(withoutRoute(path.group(1))));
        } catch (SyntaxException e) {
            return new Command.Bad(Reply.BAD_RECIPIENT);
        }
    }

    /** RFC 5321 appendix C: source routes are taken and ignored. */
    private static String withoutRoute(String path) {
        Matcher route = SOURCE_ROUTE.matcher(path);
        return route.matches() ? route.group(1) : path;
    }
}
