import { spawnSync } from 'node:child_process'

console.log(`родитель ${process.pid}`)
const child = spawnSync('sh', ['-c', 'echo "ребёнок $$ родителя $PPID"'])
process.stdout.write(child.stdout)
