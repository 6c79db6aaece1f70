declare module '@20minutes/s3rver' {
  export default class S3rver {
    constructor(options: {
      address: string
      port: number
      silent: boolean
      directory: string
      configureBuckets: readonly { name: string }[]
    })
    store: {
      putObject(object: { bucket: string; key: string }): Promise<unknown>
      deleteObject(bucket: string, key: string): Promise<void>
    }
    run(): Promise<{ address: string; port: number }>
    close(): Promise<void>
  }
}
