import { CommandError, runCommand, UsageError } from '../src/command.ts'
import { serveCourse } from '../src/serve/serve.ts'

const usage = `npm start [-- --port НОМЕР --chapters ПАПКА --out ПАПКА]
  Показывает сайт и собирает его заново после каждой правки.
  --port      порт на 127.0.0.1 (по умолчанию 4000)
  --chapters  папка с главами (по умолчанию chapters)
  --out       где лежит сайт (по умолчанию site/dist)`

await runCommand({ usage, options: { port: { type: 'string' } } }, async (options) => {
  const { chapters, out } = options
  const port = Number(options.values.port ?? 4000)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError('--port – число от 0 до 65535')
  }
  try {
    return await serveCourse({ chapters, out, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') throw error
    throw new CommandError(`Порт ${port} занят. Возьмите другой: npm start -- --port ${port + 1}`)
  }
})
