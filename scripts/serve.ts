import { runCommand } from '../src/cli/arguments.ts'
import { CommandError, UsageError } from '../src/cli/errors.ts'
import { serveCourse } from '../src/commands/serve/serve.ts'

const usage = `npm start [-- --port НОМЕР --chapters ПАПКА --out ПАПКА]
  Показывает сайт и собирает его заново после каждой правки.
  --port      порт на 127.0.0.1 (по умолчанию 4000)
  --chapters  папка с главами (по умолчанию chapters)
  --out       где лежит сайт (по умолчанию site/dist)`

const status = await runCommand(
  { usage, options: { port: { type: 'string' } } },
  async (options) => {
    const { chapters, out } = options
    const port = readPort(options.values.port)
    try {
      return await serveCourse({ chapters, out, port })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EADDRINUSE') throw error
      throw new CommandError(`Порт ${port} занят. Возьмите другой: npm start -- --port ${port + 1}`)
    }
  },
)
process.exit(status)

function readPort(value: unknown = '4000'): number {
  if (typeof value === 'string' && /^\d+$/.test(value) && Number(value) <= 65535)
    return Number(value)
  throw new UsageError('--port — число от 0 до 65535')
}
