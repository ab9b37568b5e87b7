import { runCommand } from '../src/cli/arguments.ts'
import { listClaims } from '../src/commands/claims.ts'
import { loadCourse } from '../src/course/load.ts'

const usage = `npm run claims [-- --chapters ПАПКА]
  Перечисляет утверждения, которые решают главы: номер, приговор, глава, проверки последнего прогона.
  --chapters  папка с главами (по умолчанию chapters)`

const status = await runCommand({ usage }, async ({ chapters }) => {
  process.stdout.write(`${await listClaims(await loadCourse(chapters))}\n`)
  return 0
})
process.exit(status)
