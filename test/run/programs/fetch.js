import net from 'node:net'

const socket = net.connect(8080, '127.0.0.1')
for await (const bytes of socket) process.stdout.write(bytes)
