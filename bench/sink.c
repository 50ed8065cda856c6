/*
 * An SMTP server that takes every message and keeps none: the far end of the delivery benchmark.
 *
 *   cc -O2 -pthread -o sink sink.c -lssl -lcrypto
 *   sink ADDRESS PORT CERTIFICATE.pem KEY.pem MESSAGES
 *
 * One thread a connection. Once MESSAGES messages have come, and again at SIGTERM, it prints one line:
 *   messages connections handshakes resumed seconds
 * where seconds lie between the end of the first message and the end of the last one.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static struct {
    long messages, connections, handshakes, resumed;
    struct timespec first, last;
} seen;
static long wanted;
static SSL_CTX *tls;

typedef struct {
    int socket;
    SSL *ssl;
    size_t at, end;
    char input[16384];
} Peer;

static void report(void) {
    double seconds = (double)(seen.last.tv_sec - seen.first.tv_sec) + (double)(seen.last.tv_nsec - seen.first.tv_nsec) / 1e9;
    printf("%ld %ld %ld %ld %.6f\n", seen.messages, seen.connections, seen.handshakes, seen.resumed, seconds);
    fflush(stdout);
}

static void count_message(void) {
    pthread_mutex_lock(&counting);
    clock_gettime(CLOCK_MONOTONIC, &seen.last);
    if (seen.messages++ == 0) seen.first = seen.last;
    if (seen.messages == wanted) report();
    pthread_mutex_unlock(&counting);
}

static void count_connection(void) {
    pthread_mutex_lock(&counting);
    seen.connections++;
    pthread_mutex_unlock(&counting);
}

static void count_handshake(SSL *ssl) {
    pthread_mutex_lock(&counting);
    seen.handshakes++;
    seen.resumed += SSL_session_reused(ssl);
    pthread_mutex_unlock(&counting);
}

static bool refill(Peer *peer) {
    long got = peer->ssl ? SSL_read(peer->ssl, peer->input, sizeof peer->input)
                         : (long)read(peer->socket, peer->input, sizeof peer->input);
    peer->at = 0;
    peer->end = got > 0 ? (size_t)got : 0;
    return got > 0;
}

/* The next line without its end, cut to what fits; false at the end of the connection. */
static bool read_line(Peer *peer, char *line, size_t room) {
    size_t length = 0;
    for (;;) {
        if (peer->at == peer->end && !refill(peer)) return false;
        char c = peer->input[peer->at++];
        if (c == '\n') break;
        if (c != '\r' && length + 1 < room) line[length++] = c;
    }
    line[length] = 0;
    return true;
}

static bool reply(Peer *peer, const char *text) {
    int length = (int)strlen(text);
    return peer->ssl ? SSL_write(peer->ssl, text, length) == length : write(peer->socket, text, (size_t)length) == length;
}

static bool start_tls(Peer *peer) {
    if (peer->ssl || !reply(peer, "220 2.0.0 go ahead\r\n")) return false;
    peer->ssl = SSL_new(tls);
    peer->at = peer->end = 0;
    if (!peer->ssl || !SSL_set_fd(peer->ssl, peer->socket) || SSL_accept(peer->ssl) != 1) return false;
    count_handshake(peer->ssl);
    return true;
}

static bool take_message(Peer *peer) {
    char line[2048];
    if (!reply(peer, "354 go ahead\r\n")) return false;
    do {
        if (!read_line(peer, line, sizeof line)) return false;
    } while (strcmp(line, ".") != 0);
    count_message();
    return reply(peer, "250 2.0.0 taken\r\n");
}

static bool answer(Peer *peer, const char *command) {
    static const char *const plain = "250-mx\r\n250-PIPELINING\r\n250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n";
    static const char *const secure = "250-mx\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n";
    if (strncasecmp(command, "EHLO", 4) == 0) return reply(peer, peer->ssl ? secure : plain);
    if (strcasecmp(command, "STARTTLS") == 0) return start_tls(peer);
    if (strcasecmp(command, "DATA") == 0) return take_message(peer);
    if (strcasecmp(command, "QUIT") == 0) {
        reply(peer, "221 2.0.0 bye\r\n");
        return false;
    }
    return reply(peer, "250 2.1.0 fine\r\n");
}

static void *serve(void *argument) {
    Peer *peer = argument;
    char command[2048];
    int on = 1;
    setsockopt(peer->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    count_connection();
    if (reply(peer, "220 mx ESMTP\r\n")) {
        while (read_line(peer, command, sizeof command) && answer(peer, command)) {
        }
    }
    if (peer->ssl) SSL_free(peer->ssl);
    ERR_clear_error();
    close(peer->socket);
    free(peer);
    return NULL;
}

static void *await_end(void *argument) {
    sigset_t *signals = argument;
    int number;
    sigwait(signals, &number);
    pthread_mutex_lock(&counting);
    report();
    exit(0);
}

static int listener(const char *address, const char *port) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
    int on = 1, listening = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (inet_pton(AF_INET, address, &where.sin_addr) != 1 || bind(listening, (struct sockaddr *)&where, sizeof where) != 0
        || listen(listening, 1024) != 0) {
        perror("sink: cannot listen");
        exit(1);
    }
    return listening;
}

int main(int count, char **words) {
    if (count != 6) {
        fprintf(stderr, "usage: sink ADDRESS PORT CERTIFICATE.pem KEY.pem MESSAGES\n");
        return 2;
    }
    wanted = atol(words[5]);
    tls = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(tls, words[3]) != 1 || SSL_CTX_use_PrivateKey_file(tls, words[4], SSL_FILETYPE_PEM) != 1) {
        ERR_print_errors_fp(stderr);
        return 1;
    }
    signal(SIGPIPE, SIG_IGN);
    static sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &end, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, await_end, &end);
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    int listening = listener(words[1], words[2]);
    for (;;) {
        Peer *peer = calloc(1, sizeof *peer);
        if (!peer || (peer->socket = accept(listening, NULL, NULL)) < 0 || pthread_create(&thread, &detached, serve, peer) != 0) {
            perror("sink: connection lost");
            if (peer && peer->socket > 0) close(peer->socket);
            free(peer);
        }
    }
}
