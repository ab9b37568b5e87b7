"""The measured event loop in Python: an echo server over epoll; prints its port."""
import select
import socket

listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
print(listener.getsockname()[1], flush=True)
watch = select.epoll()
watch.register(listener.fileno(), select.EPOLLIN)
connections = {}
while True:
    for fd, events in watch.poll():
        if fd == listener.fileno():
            connection, _ = listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connections[connection.fileno()] = connection
            watch.register(connection.fileno(), select.EPOLLIN)
        else:
            connection = connections[fd]
            data = connection.recv(65536)
            if data:
                connection.send(data)
            else:
                watch.unregister(fd)
                del connections[fd]
                connection.close()
