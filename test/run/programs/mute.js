import net from 'node:net'

// Accepts and never reads: the sender's buffers fill up.
net.createServer((socket) => socket.pause()).listen(Number(process.env.PORT), '127.0.0.1')
