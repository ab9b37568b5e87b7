// Starts a program that does not exist.
import { thread } from '../../../src/socket/index.ts'

try {
  thread(new URL('./no-such-program.ts', import.meta.url))
} catch (error) {
  console.log(String(error))
}
