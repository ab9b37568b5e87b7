/** What a chapter ran on: its figures and transcripts are true of this. */
export interface System {
  /** `v20.20.2` */
  readonly node: string
  /** `linux x64` */
  readonly platform: string
}

/** The Node that runs us, and with it every program of the course. */
export function readSystem(): System {
  return { node: process.version, platform: `${process.platform} ${process.arch}` }
}

export function describeSystem({ node, platform }: System): string {
  return `Node.js ${node.replace(/^v/, '')} · ${platform}`
}
