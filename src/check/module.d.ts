/** What a chapter's checks see as `live-sockets/check`; the vitest plugin fills it in. */
export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

export { BEST, FAULTS } from '../course/faults.ts'

import type { Harness } from './harness/harness.ts'

export declare const start: Harness['start']
export declare const connect: Harness['connect']
export declare const through: Harness['through']
export declare const endure: Harness['endure']
export declare const succumb: Harness['succumb']
export declare const endureDeaf: Harness['endureDeaf']
export declare const succumbToDeaf: Harness['succumbToDeaf']
export declare const swarm: Harness['swarm']
export declare const lossyRelay: Harness['lossyRelay']
export declare const run: Harness['run']
export declare const command: Harness['command']
export declare const programPath: Harness['programPath']
/** Runs the scene as a test. */
export declare function scene(id: string): void
