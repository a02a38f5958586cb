import { describe, expect, it } from '@jest/globals';

import { cleanFileName } from './clean-file-name.ts';

describe('cleanFileName', () => {
  it.each([
    ['Смета (2).pdf', 'Смета (2).pdf'],
    ['C:\\Users\\Иван\\фото.jpg', 'фото.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\x', 'x'],
    ['..', ''],
    ['.htaccess', 'htaccess'],
    ['a/', ''],
    ['', ''],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\r\nBcc: evil@e.example\0.txt', 'aBcc: evil@e.example.txt'],
    ['name. . ', 'name'],
  ])('makes %j to %j', (path, name) => {
    expect(cleanFileName(path)).toBe(name);
  });

  it('cuts a name of four kilobytes and keeps its extension', () => {
    const name = cleanFileName(`${'ж'.repeat(4096)}.docx`);
    expect(name).toMatch(/^ж{145}\.docx$/);
  });

  it('takes no endless extension for one', () => {
    expect(cleanFileName(`a.${'x'.repeat(500)}`)).toHaveLength(150);
  });
});
