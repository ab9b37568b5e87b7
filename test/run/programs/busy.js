import net from 'node:net'

const used = () => process.cpuUsage().user + process.cpuUsage().system
while (used() < 300_000);
net.createServer().listen(Number(process.env.PORT), '127.0.0.1')
