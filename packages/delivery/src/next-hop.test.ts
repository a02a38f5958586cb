import { describe, expect, it } from '@jest/globals';

import { nextHop, type Hop } from './next-hop.ts';

const post: Hop = {
  url: new URL('http://site.example/handler?x=1'),
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: 'Basic abc', accept: '*/*' },
  body: 'a=1',
};

describe('nextHop', () => {
  it.each([200, 204, 300, 304, 305, 400, 500])('does not follow %i', (status) => {
    expect(nextHop(post, status, '/other')).toBeNull();
  });

  it.each([null, 'http://', 'http://[::1'])('does not follow the location %s', (location) => {
    expect(nextHop(post, 302, location)).toBeNull();
  });

  it.each([301, 302, 303])('goes on with a GET and without the data after %i, as browsers do', (status) => {
    expect(nextHop(post, status, 'thanks')).toEqual({
      url: new URL('http://site.example/thanks'),
      method: 'GET',
      headers: { Authorization: 'Basic abc', accept: '*/*' },
      body: null,
    });
  });

  it.each([307, 308])('sends the same again after %i', (status) => {
    expect(nextHop(post, status, '/moved')).toEqual({ ...post, url: new URL('http://site.example/moved') });
  });

  it.each([301, 302])('sends the data again when a site moved to https (%i)', (status) => {
    const next = nextHop(post, status, 'https://site.example/handler?x=1');
    expect(next).toMatchObject({ method: 'POST', body: 'a=1', headers: { accept: '*/*' } });
  });

  it('does not send the data again when a handler redirects to itself', () => {
    expect(nextHop(post, 302, 'http://site.example/handler?x=1')).toMatchObject({ method: 'GET', body: null });
  });

  it('does not take credentials along to another origin', () => {
    expect(nextHop(post, 307, 'https://other.example/')?.headers).not.toHaveProperty('Authorization');
  });

  it('refuses to send data in clear that went out over https', () => {
    const secure = { ...post, url: new URL('https://site.example/handler') };
    expect(() => nextHop(secure, 307, 'http://site.example/handler')).toThrow('in clear');
    expect(nextHop(secure, 303, 'http://site.example/thanks')).toMatchObject({ body: null });
  });
});
