import { Heading, ExternalLink } from './components';

const kept = 'We keep your name for 30 years.';

export default function Privacy({ open }) {
  const shown = open && kept < 3;
  return (
    <Layout title="We rely on your consent">
<h1>Privacy notice</h1>
<p>Last updated: 3 February 2026</p>
<Heading level={2}>Who we are</Heading>
<p>Larkfield Repair Workshop is the controller of your personal data. You can reach us at privacy@larkfield-repairs.example or on 01632 960 417.</p>
<Heading level={2}>What we use your data for</Heading>
<h3>Repairs</h3>
<p>We use your name and address to mend what you bring to us. Our lawful basis is contract (Article 6(1)(b)). We keep this data for 2 years after the repair.</p>
<h3>Volunteering</h3>
<p>We use your name and details of your health to find you work that suits you. Our lawful basis is legitimate interests (Article 6(1)(f)). We keep this data for 6 years after you leave.</p>
<h3>Accounts</h3>
<p>We use the record of what you paid to keep our books. Our lawful basis is legal obligation (Article 6(1)(c)). We keep this data for 7 years after the end of the financial year.</p>
<Heading level={2}>Special category data</Heading>
<p>Details of your health are special category data. We process them under Article 9(2)(b) of the UK GDPR because of our duties under employment law, together with paragraph 1 of Schedule 1 to the Data Protection Act 2018. Our appropriate policy document covers this.</p>
<Heading level={2}>Where your data goes</Heading>
<p>We do not transfer your personal data outside the United Kingdom. We do not make decisions about you by automated means alone.</p>
<Heading level={2}>Your rights</Heading>
<p>You have the right to:</p>
<ul className="rights">{/* kept for 9 years */}
  <li>ask for a copy of your personal data</li>
  <li>have mistakes in it corrected</li>
  <li>have it erased, where we no longer need it</li>
  <li>object to our use of it</li>
  <li>ask us to restrict how we use it</li>
  <li>receive it in a portable form</li>
</ul>
<Heading level={2}>Complaints</Heading>
<p>If you are unhappy with how we use your data, please complain to us{' '}
  first. You also have the right to complain to the Information Commissioner&#x27;s Office at <ExternalLink to="https://ico.org.uk/make-a-complaint">https://ico.org.uk/make-a-complaint</ExternalLink> or on 0303 123 1113.</p>
{shown && <button onClick={() => alert('We keep it for ever')}>Close</button>}
    </Layout>
  );
}
