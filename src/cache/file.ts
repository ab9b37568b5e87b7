import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readSystemError, type SystemFault } from '../files/system-error.ts'

/** What was written there; nothing if the file is not there, or was cut short. */
export async function readCache<Content>(path: string): Promise<Content | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Content
  } catch {
    return undefined
  }
}

/** Where the system does not let it be written, all is as well, only slower next time. */
export async function writeCache(path: string, content: unknown): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, JSON.stringify(content))
  } catch (error) {
    const fault = readSystemError(error)
    if (fault === undefined) throw error
    refusal ??= { path, ...fault }
  }
}

/** Why this process could not remember something, if so it was. */
export function findRefusal(): SystemFault | undefined {
  return refusal
}

let refusal: SystemFault | undefined
