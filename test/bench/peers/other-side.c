// The other side of every measurement, the same for all candidates.
//   other-side serve                     prints the ports of echo, sink and source, serves for ever
//   other-side load PORT TOTAL ACTIVE    opens TOTAL connections to an echo server; for each line
//                                        "MS" on its input keeps ACTIVE of them busy so long and
//                                        prints how many 64-byte messages went there and back
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 65536, MESSAGE = 64 };
static char buffer[CHUNK];

static void die(const char *what) {
  perror(what);
  exit(1);
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static void no_delay(int fd) {
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static int listen_anywhere(int *port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (bind(fd, (void *)&address, length) || listen(fd, 128)) die("listen");
  getsockname(fd, (void *)&address, &length);
  *port = ntohs(address.sin_port);
  return fd;
}

static int read_all(int fd, void *into, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = recv(fd, (char *)into + done, length - done, 0);
    if (n <= 0) return 0;
    done += n;
  }
  return 1;
}

static int write_all(int fd, const void *from, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = send(fd, (const char *)from + done, length - done, MSG_NOSIGNAL);
    if (n <= 0) return 0;
    done += n;
  }
  return 1;
}

static void echo(int fd) {
  ssize_t n;
  while ((n = recv(fd, buffer, CHUNK, 0)) > 0 && write_all(fd, buffer, n)) continue;
}

// Reads a number of 8 bytes, then so many bytes, and answers with one.
static void sink(int fd) {
  uint64_t total;
  while (read_all(fd, &total, sizeof total)) {
    for (uint64_t left = total; left > 0;) {
      ssize_t n = recv(fd, buffer, left < CHUNK ? left : CHUNK, 0);
      if (n <= 0) return;
      left -= n;
    }
    write_all(fd, "k", 1);
  }
}

// Reads a number of 8 bytes and sends so many.
static void source(int fd) {
  uint64_t total;
  while (read_all(fd, &total, sizeof total)) {
    for (uint64_t left = total; left > 0;) {
      size_t n = left < CHUNK ? left : CHUNK;
      if (!write_all(fd, buffer, n)) return;
      left -= n;
    }
  }
}

static void serve_each(int listener, void (*work)(int)) {
  if (fork() != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) die("accept");
    no_delay(fd);
    if (fork() == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      work(fd);
      exit(0);
    }
    close(fd);
  }
}

static void serve(void) {
  void (*works[])(int) = {echo, sink, source};
  for (int i = 0; i < 3; i++) {
    int port, listener = listen_anywhere(&port);
    serve_each(listener, works[i]);
    printf("%d ", port);
  }
  printf("\n");
  fflush(stdout);
  while (getchar() != EOF) continue;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void load(int port, int total, int active) {
  struct sockaddr_in address = loopback(port);
  int *fds = calloc(total, sizeof *fds), watch = epoll_create1(0);
  for (int i = 0; i < total; i++) {
    fds[i] = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fds[i], (void *)&address, sizeof address)) die("connect");
    no_delay(fds[i]);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fds[i]};
    epoll_ctl(watch, EPOLL_CTL_ADD, fds[i], &event);
  }
  printf("ready\n");
  fflush(stdout);
  double milliseconds;
  while (scanf("%lf", &milliseconds) == 1) {
    // The active ones are spread over all, as they are in life
    for (int i = 0; i < active; i++) write_all(fds[i * (total / active)], buffer, MESSAGE);
    long messages = 0, pending = active;
    double start = now(), end = start + milliseconds, last = start;
    struct epoll_event events[512];
    while (pending > 0) {
      int n = epoll_wait(watch, events, 512, -1);
      last = now();
      for (int i = 0; i < n; i++) {
        if (!read_all(events[i].data.fd, buffer, MESSAGE)) die("echo");
        messages++;
        if (last < end) write_all(events[i].data.fd, buffer, MESSAGE);
        else pending--;
      }
    }
    printf("%f\n", (last - start) * 1e6 / messages);
    fflush(stdout);
  }
}

int main(int argc, char **argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGCHLD, SIG_IGN);
  if (argc == 5 && !strcmp(argv[1], "load")) load(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
  else serve();
  return 0;
}
