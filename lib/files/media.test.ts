import { describe, expect, test } from 'vitest'
import { kindOf, mediaTypeOf, sizeWords, typeWords } from './media'

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

describe('what a file is', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
    ['\0\0\0\x20ftypisom', 'video/mp4'],
    ['\0\0\0\x14ftypqt  ', 'video/quicktime'],
    ['\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm', 'video/webm'],
    ['%PDF-1.7', 'application/pdf'],
    ['PK\x03\x04', 'application/zip'],
  ])('%j is %s', (head, type) => expect(mediaTypeOf(bytes(head))).toBe(type))

  test.each([
    ['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>'],
    ['HTML', '<!doctype html><script>'],
    ['XML with a style sheet', '<?xml version="1.0"?><?xml-stylesheet'],
    ['MHTML', 'MIME-Version: 1.0\r\nContent-Type: multipart/related'],
    ['JavaScript', 'alert(1)'],
    ['WebAssembly', '\0asm\x01\0\0\0'],
    ['AVIF', '\0\0\0\x1cftypavif'],
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['TIFF', 'II*\0'],
    ['a picture that begins late', ' \x89PNG\r\n\x1a\n'],
    ['RIFF of another kind', 'RIFF\0\0\0\0WAVE'],
    ['nothing', ''],
  ])('AB-038, AB-039: %s is never shown', (_, head) => {
    expect(mediaTypeOf(bytes(head))).toBe('application/octet-stream')
    expect(kindOf(mediaTypeOf(bytes(head)))).toBe('other')
  })

  test('AB-039: a polyglot is what its first bytes say, whatever follows and however it is called', () => {
    expect(mediaTypeOf(bytes('GIF89a/*<script>*/=1;alert(1)'))).toBe('image/gif')
    expect(mediaTypeOf(bytes('\xff\xd8\xff\xe0<!doctype html><script>'))).toBe('image/jpeg')
  })

  test('is said in words', () => {
    expect(typeWords('image/png', 'x.html')).toBe('PNG picture')
    expect(typeWords('application/zip', 'numbers.xlsx')).toBe('Excel workbook')
    expect(typeWords('application/zip', 'all.zip')).toBe('ZIP archive')
    expect(typeWords('application/octet-stream', 'browser.log')).toBe('log file')
    expect(typeWords('application/octet-stream', 'trace.har')).toBe('HAR file')
    expect(typeWords('application/octet-stream', 'README')).toBe('file')
  })

  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [184_320, '184 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [11_400_000, '11.4 MB'],
    [200_000_000, '200 MB'],
  ])('%d bytes are %s', (size, words) => expect(sizeWords(size)).toBe(words))
})
