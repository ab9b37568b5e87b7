"""The measured client in Python: python_client.py WORK PORT; for each number on its input it does
the work and prints the nanoseconds it took."""
import socket
import struct
import sys
import time

CHUNK = 65536
sock = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
message = b"x" * 64
chunk = b"x" * CHUNK
memory = bytearray(CHUNK)


def echo(trips):
    for _ in range(trips):
        sock.send(message)
        got = len(sock.recv(64))
        while got < 64:
            got += len(sock.recv(64))


def echo_into(trips):
    for _ in range(trips):
        sock.send(message)
        got = sock.recv_into(memory, 64)
        while got < 64:
            got += sock.recv_into(memory, 64)


def send(chunks):
    sock.send(struct.pack("<Q", chunks * CHUNK))
    for _ in range(chunks):
        sock.sendall(chunk)
    sock.recv(1)


def recv(chunks):
    left = chunks * CHUNK
    sock.send(struct.pack("<Q", left))
    while left > 0:
        left -= sock.recv_into(memory)


def recv_fresh(chunks):
    left = chunks * CHUNK
    sock.send(struct.pack("<Q", left))
    while left > 0:
        left -= len(sock.recv(CHUNK))


work = {"echo": echo, "echo-into": echo_into, "send": send, "recv": recv, "recv-fresh": recv_fresh}[sys.argv[1]]
for line in sys.stdin:
    start = time.perf_counter_ns()
    work(int(line))
    print(time.perf_counter_ns() - start, flush=True)
