import { createHmac } from 'node:crypto';
import { openDatabase, type Database } from './database.ts';

/**
 * The address at which the gateway serves requests: the same database, under a login that can add to the ledger and not change
 * it. None when this server does not let us make one; then whoever owns the tables serves, and only triggers guard the ledger.
 */
export async function servingUrl(ownerUrl: string, secret: string): Promise<string | undefined> {
  const password = createHmac('sha256', secret).update('wijkpoort dienst').digest('base64url');
  const login = `wijkpoort_dienst_${createHmac('sha256', secret).update('naam').digest('hex').slice(0, 12)}`;
  const url = Object.assign(new URL(ownerUrl), { username: login, password }).href;
  return (await makeServingLogin(ownerUrl, login, password)) && (await isUsable(url)) ? url : undefined;
}

/** Makes this login with the rights of who serves, on every table there is now. Resolves to whether this server lets us. */
export async function makeServingLogin(ownerUrl: string, login: string, password: string): Promise<boolean> {
  const owner = openDatabase(ownerUrl);
  try {
    if (!(await granted(owner))) {
      await owner.query('CREATE ROLE wijkpoort_dienst NOLOGIN');
      if (!(await granted(owner))) return false;
    }
    await owner
      .query('SELECT make_serving_login($1, $2)', [login, password])
      .catch(async (error: unknown) => {
        if (!(await servesAlready(owner, login))) throw error;
      });
    return true;
  } catch {
    return false;
  } finally {
    await owner.close();
  }
}

const granted = async (owner: Database): Promise<boolean> =>
  (await owner.query<{ granted: boolean }>('SELECT grant_serving() AS granted'))[0]?.granted === true;

/** An owner who may make no roles is enough once somebody else has made this one. */
const servesAlready = async (owner: Database, login: string): Promise<boolean> =>
  (
    await owner.query<{ serves: boolean }>("SELECT pg_has_role($1, 'wijkpoort_dienst', 'member') AS serves", [
      login,
    ])
  )[0]?.serves === true;

/** Behind a pooler a new login is not known at once. */
async function isUsable(url: string): Promise<boolean> {
  const database = openDatabase(url);
  try {
    await database.query('SELECT FROM ledger_head');
    return true;
  } catch {
    return false;
  } finally {
    await database.close();
  }
}
