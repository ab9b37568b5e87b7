// The measured event loop in C: an echo server over epoll; prints its port.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  static char buffer[65536];
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t length = sizeof address;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int listener = socket(AF_INET, SOCK_STREAM, 0), watch = epoll_create1(0), one = 1;
  if (bind(listener, (void *)&address, length) || listen(listener, 1024)) return 1;
  getsockname(listener, (void *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[512];
  epoll_ctl(watch, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int n = epoll_wait(watch, events, 512, -1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        event.data.fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        setsockopt(event.data.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        epoll_ctl(watch, EPOLL_CTL_ADD, event.data.fd, &event);
      } else {
        ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got > 0) send(fd, buffer, got, 0);
        else if (got == 0) close(fd);
      }
    }
  }
}
