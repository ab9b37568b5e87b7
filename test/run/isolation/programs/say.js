// Announces each of its arguments but the last, which is code to be run then.
import { writeSync } from 'node:fs'

const said = process.argv.slice(2)
const code = said.pop()
for (const one of said) writeSync(4, `${one}\n`)
await new Function('require', `return (async () => { ${code} })()`)(
  (await import('node:module')).createRequire(import.meta.url),
)
