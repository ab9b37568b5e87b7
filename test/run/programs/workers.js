import { spawn } from 'node:child_process'

const order = process.argv.slice(2)
for (const name of order) {
  const child = spawn('sh', ['-c', `echo "работник ${name} $$"`], { stdio: 'inherit' })
  await new Promise((resolve) => child.once('exit', resolve))
}
console.log('все закончили')
