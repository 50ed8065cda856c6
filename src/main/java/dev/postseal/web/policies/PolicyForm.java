package dev.postseal.web.policies;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.web.layout.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.MutablePropertyValues;
import org.springframework.validation.DataBinder;

/** The form as somebody filled it in: every field is kept as typed, right or wrong. */
public final class PolicyForm {
    private @Nullable Long id;
    private @Nullable Long version;
    private String zone = "UTC";
    private String target = "";
    private String policy = "";
    private String parameters = "";
    private String reason = "";
    private String owner = "";
    private String expiresAt = "";

    /** The stored time of expiry to the full; the field shows it to the second, and cannot tell the two hours of autumn apart. */
    private String expiresExactly = "";

    /** Whether the entry goes back to what it said before when it ends: {@code back}, {@code end}; empty: as it is by default. */
    private String then = "";

    /** What the page shows of that choice. */
    private String thenShown = "";

    private boolean active;

    /** Whether the fields below were sent; what other forms send has the parameters' text only. */
    private boolean withFields;

    /** The text of the parameters that the fields below were made from, and the level. */
    private String fieldsOf = "";

    private String fieldsLevel = "";
    private String minimum = "";
    private String ciphers = "";
    private String names = "";
    private String fingerprints = "";
    private String anchors = "";
    private String servername = "";

    /** In PEM form, to read fingerprints from; it is not kept. */
    private String certificate = "";

    static PolicyForm empty(ZoneId zone, String target) {
        var form = new PolicyForm();
        form.zone = zone.getId();
        form.target = target;
        form.active = true;
        return form;
    }

    static PolicyForm of(PolicyEntry entry, ZoneId zone) {
        var form = new PolicyForm();
        form.id = entry.id();
        form.version = entry.version();
        form.zone = zone.getId();
        form.target = entry.displayTarget();
        form.policy = entry.policy().text();
        form.parameters = entry.parameters();
        form.reason = entry.reason();
        form.owner = entry.owner();
        form.expiresAt = local(entry.expiresAt(), zone);
        form.expiresExactly = Objects.toString(entry.expiresAt(), "");
        form.active = entry.active();
        return form;
    }

    /** Empty when the time of expiry cannot be read. */
    Optional<PolicyDraft> draft() {
        try {
            return Optional.of(new PolicyDraft(target, policy, parameters, active, reason, owner, expiry()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The draft without its time of expiry, to check all the rest. */
    PolicyDraft draftWithoutExpiry() {
        return new PolicyDraft(target, policy, parameters, active, reason, owner, null);
    }

    private @Nullable Instant expiry() {
        if (expiresAt.isBlank()) {
            return null;
        }
        LocalDateTime typed = LocalDateTime.parse(expiresAt.strip().replace(' ', 'T'));
        return untouched(typed).orElseGet(() -> typed.atZone(Times.zone(zone)).toInstant());
    }

    /** The stored time, when the field still says what it said of it. */
    private Optional<Instant> untouched(LocalDateTime typed) {
        try {
            return Optional.of(expiresExactly)
                    .filter(exactly -> !exactly.isBlank())
                    .map(Instant::parse)
                    .filter(exactly -> shown(exactly, Times.zone(zone)).equals(typed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String local(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? "" : shown(instant, zone).toString();
    }

    private static LocalDateTime shown(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Fields that were sent at another time; what cannot be read counts as not sent. */
    static PolicyForm of(Map<String, String> fields) {
        var form = new PolicyForm();
        new DataBinder(form).bind(new MutablePropertyValues(fields));
        return form;
    }

    /** What the form's fields send, to send them again. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("zone", zone);
        fields.put("target", target);
        fields.put("policy", policy);
        fields.put("parameters", parameters);
        fields.put("reason", reason);
        fields.put("owner", owner);
        fields.put("expiresAt", expiresAt);
        fields.put("expiresExactly", expiresExactly);
        fields.put("then", then);
        fields.put("active", String.valueOf(active));
        return fields;
    }

    /** Puts a value that was suggested in place of what was typed. */
    void use(String field, String value) {
        switch (field) {
            case "target" -> target = value;
            case "policy" -> policy = value;
            case "parameters" -> parameters = value;
            case "certificate" -> pin(value);
            case "read" -> {} // the page tells what the certificate says
            default -> throw new IllegalArgumentException("nothing is suggested for " + field);
        }
    }

    /**
     * Adds a fingerprint to those that are pinned already: the old one goes when the partner has changed. The certificate
     * stays to be seen, for what it says of its end.
     */
    private void pin(String fingerprint) {
        if (!fingerprints.contains(fingerprint)) {
            fingerprints = fingerprints.isBlank() ? fingerprint : fingerprints.strip() + "\n" + fingerprint;
        }
    }

    String typed(String field) {
        return fields().getOrDefault(field, "");
    }

    public @Nullable Long getId() {
        return id;
    }

    public void setId(@Nullable Long id) {
        this.id = id;
    }

    public @Nullable Long getVersion() {
        return version;
    }

    public void setVersion(@Nullable Long version) {
        this.version = version;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }

    public String getPolicy() {
        return policy;
    }

    public void setPolicy(String policy) {
        this.policy = policy;
    }

    public String getParameters() {
        return parameters;
    }

    public void setParameters(String parameters) {
        this.parameters = parameters;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getExpiresAt() {
        return expiresAt;
    }

    public void setExpiresAt(String expiresAt) {
        this.expiresAt = expiresAt;
    }

    public String getExpiresExactly() {
        return expiresExactly;
    }

    public void setExpiresExactly(String expiresExactly) {
        this.expiresExactly = expiresExactly;
    }

    public String getThen() {
        return then;
    }

    public void setThen(String then) {
        this.then = then;
    }

    public String getThenShown() {
        return thenShown;
    }

    public void setThenShown(String thenShown) {
        this.thenShown = thenShown;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public String getFieldsOf() {
        return fieldsOf;
    }

    public void setFieldsOf(String fieldsOf) {
        this.fieldsOf = fieldsOf;
    }

    public String getFieldsLevel() {
        return fieldsLevel;
    }

    public void setFieldsLevel(String fieldsLevel) {
        this.fieldsLevel = fieldsLevel;
    }

    public String getMinimum() {
        return minimum;
    }

    public void setMinimum(String minimum) {
        this.minimum = minimum;
    }

    public String getCiphers() {
        return ciphers;
    }

    public void setCiphers(String ciphers) {
        this.ciphers = ciphers;
    }

    public String getNames() {
        return names;
    }

    public void setNames(String names) {
        this.names = names;
    }

    public String getFingerprints() {
        return fingerprints;
    }

    public void setFingerprints(String fingerprints) {
        this.fingerprints = fingerprints;
    }

    public String getAnchors() {
        return anchors;
    }

    public void setAnchors(String anchors) {
        this.anchors = anchors;
    }

    public String getServername() {
        return servername;
    }

    public void setServername(String servername) {
        this.servername = servername;
    }

    public String getCertificate() {
        return certificate;
    }

    public void setCertificate(String certificate) {
        this.certificate = certificate;
    }

    public boolean isWithFields() {
        return withFields;
    }

    public void setWithFields(boolean withFields) {
        this.withFields = withFields;
    }
}
