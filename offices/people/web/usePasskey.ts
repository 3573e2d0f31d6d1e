import { useCallback, useState } from "react";
import { Trouble } from "../../../runtime/ui/call/Trouble.ts";

/** Options as the server sends them: what the browser wants as bytes is base64url. */
type Options = Record<string, unknown>;

/** Whether this browser knows passkeys at all. */
export function browserHasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function";
}

/**
 * Runs a ceremony of a passkey: asks the server for a challenge, the device for an answer, and hands it back.
 *
 * Who closes the device's window has changed their mind; that is no trouble.
 */
export function usePasskey() {
  const [state, setState] = useState<{ running: boolean; trouble?: Error }>({ running: false });
  const run = useCallback(
    async <Done>(
      kind: "make" | "show",
      challenge: () => Promise<{ options: Options }>,
      finish: (answer: Options) => Promise<Done>,
    ): Promise<Done | undefined> => {
      setState({ running: true });
      try {
        const { options } = await challenge();
        const done = await finish(kind === "make" ? await make(options) : await show(options));
        setState({ running: false });
        return done;
      } catch (trouble) {
        const isChange = trouble instanceof DOMException && trouble.name === "NotAllowedError";
        const isKnown = trouble instanceof DOMException && trouble.name === "InvalidStateError";
        if (isChange) setState({ running: false });
        else
          setState({
            running: false,
            trouble: isKnown ? new Trouble("passkeyKnown", null, 0) : (trouble as Error),
          });
        return undefined;
      }
    },
    [],
  );
  return { ...state, run };
}

async function make(options: Options): Promise<Options> {
  const user = options.user as Options;
  const credential = (await navigator.credentials.create({
    publicKey: {
      ...(options as unknown as PublicKeyCredentialCreationOptions),
      challenge: bytes(options.challenge),
      user: { ...(user as unknown as PublicKeyCredentialUserEntity), id: bytes(user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return answer(credential, {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports(),
  });
}

async function show(options: Options): Promise<Options> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      ...(options as unknown as PublicKeyCredentialRequestOptions),
      challenge: bytes(options.challenge),
      allowCredentials: described(options.allowCredentials),
    },
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return answer(credential, {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    ...(response.userHandle === null ? {} : { userHandle: text(response.userHandle) }),
  });
}

function answer(credential: PublicKeyCredential, response: Options): Options {
  return {
    id: credential.id,
    rawId: credential.id,
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function described(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as Options[]).map((one) => ({
    ...(one as unknown as PublicKeyCredentialDescriptor),
    id: bytes(one.id),
  }));
}

function bytes(base64url: unknown): Uint8Array<ArrayBuffer> {
  const plain = atob(String(base64url).replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
