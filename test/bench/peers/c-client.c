// The measured client in C: c-client WORK PORT; for each number on its input it does the work
// and prints the nanoseconds it took.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { CHUNK = 65536, MESSAGE = 64 };
static char buffer[CHUNK];
static int fd;

static void echo(long trips) {
  for (long i = 0; i < trips; i++) {
    send(fd, buffer, MESSAGE, 0);
    for (ssize_t got = 0; got < MESSAGE;) got += recv(fd, buffer, MESSAGE - got, 0);
  }
}

static void send_bulk(long chunks) {
  uint64_t total = (uint64_t)chunks * CHUNK;
  send(fd, &total, sizeof total, 0);
  for (long i = 0; i < chunks; i++)
    for (ssize_t sent = 0; sent < CHUNK;) sent += send(fd, buffer + sent, CHUNK - sent, 0);
  recv(fd, buffer, 1, 0);
}

static void recv_bulk(long chunks) {
  uint64_t total = (uint64_t)chunks * CHUNK;
  send(fd, &total, sizeof total, 0);
  for (uint64_t got = 0; got < total;) got += recv(fd, buffer, CHUNK, 0);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  fd = socket(AF_INET, SOCK_STREAM, 0);
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(fd, (void *)&address, sizeof address)) return 1;
  void (*work)(long) = !strcmp(argv[1], "echo") ? echo : !strcmp(argv[1], "send") ? send_bulk : recv_bulk;
  long amount;
  while (scanf("%ld", &amount) == 1) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    work(amount);
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%.0f\n", (b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec));
    fflush(stdout);
  }
  return 0;
}
