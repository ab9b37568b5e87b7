import { ROOT } from '../../files/root.ts'

const HOOK = `import { pathToFileURL } from 'node:url'
export const resolve = (name, context, next) =>
  next(name.startsWith('/') ? pathToFileURL(name).href : name, context)`

/**
 * vitest hands Node the path of a module where an address is due: in a folder like `c#` or `p%20x`
 * Node would look elsewhere. There, and only there, paths are made addresses on their way.
 */
export const ODD_PATHS: readonly string[] = /[%#?]/.test(ROOT)
  ? ['--import', moduleOf(describeRegistration(moduleOf(HOOK)))]
  : []

function describeRegistration(hook: string): string {
  return `import { register } from 'node:module'; register(${JSON.stringify(hook)})`
}

function moduleOf(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`
}
