import SecondFactorBanner from "./SecondFactorBanner.tsx";
import SeeAsBanner from "./SeeAsBanner.tsx";
import { SignInAgain } from "./SignInAgain.tsx";

/** What stands above every page about the person who looks at it. */
export default function Banners() {
  return (
    <>
      <SecondFactorBanner />
      <SeeAsBanner />
      <SignInAgain />
    </>
  );
}
