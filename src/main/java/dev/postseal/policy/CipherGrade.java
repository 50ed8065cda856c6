package dev.postseal.policy;

/** Postfix's cipher grades (postconf(5) smtp_tls_mandatory_ciphers); what they contain is a matter of enforcement. */
public enum CipherGrade {
    EXPORT,
    LOW,
    MEDIUM,
    HIGH,
    NULL
}
