import { chdir, cwd, env } from 'node:process'
import { afterAll } from 'vitest'
import { endDescendants } from '../../run/process/end-descendants.ts'
import { enterNetworkNamespace } from '../../run/process/network-namespace.ts'
import { keepOrphans } from '../../run/process/process-tree.ts'

/**
 * Gives a module a network of its own, where the system allows that: code beside the checks may look
 * at it too, before any of them runs. When all of them are through the worker is as it was before,
 * for the next module: no process is left, neither is what they have changed in its surroundings.
 */
export function tidyBehind(): void {
  keepOrphans()
  const network = enterNetworkNamespace()
  const environment = { ...env }
  const folder = cwd()
  // Registered first it runs last.
  afterAll(async () => {
    await endDescendants()
    for (const name of Object.keys(env)) if (!(name in environment)) delete env[name]
    Object.assign(env, environment)
    chdir(folder)
    network?.leave()
  })
}
