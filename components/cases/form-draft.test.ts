import { expect, test } from 'vitest'
import { nextKey } from './form-draft'

test('the key after a spent one is another key of the same shape', () => {
  expect(nextKey('019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071')).toBe('019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6072')
  expect(nextKey('019ab2c4-5d6e-7f80-9a1b-2c3d4e5fffff')).toBe('019ab2c4-5d6e-7f80-9a1b-2c3d4e5f0000')
})
