using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>The hash that a decision is bound by is of what is there now, also where the proposal was hashed before.</summary>
public sealed class ViewHashTests
{
    private static readonly Proposal Asked = Story.ARun().ModelCalls(Ask.Refund()).ProposalOf(1);

    public static TheoryData<string> Parts => ["id", "revision", "arguments", "fact", "title", "class", "definition", "policy version"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Whatever_part_is_another_the_hash_is_another(string part)
    {
        var before = Asked.ViewHash;
        var other = part switch
        {
            "id" => Asked with { Id = "other" },
            "revision" => Asked with { Revision = 2 },
            "arguments" => Asked with { Arguments = """{"amount":1}""" },
            "fact" => Asked with { Facts = [new Fact("due", "desk.look", "hash", "/due", "120", Story.Noon)] },
            "title" => Asked with { Terms = Asked.Terms with { Title = "Another" } },
            "class" => Asked with { Terms = Asked.Terms with { Reversibility = Reversibility.Critical } },
            "definition" => Asked with { Terms = Asked.Terms with { DefinitionHash = "another" } },
            _ => Asked with { Terms = Asked.Terms with { PolicyVersion = Asked.Terms.PolicyVersion + 1 } },
        };

        Assert.NotEqual(before, other.ViewHash);
        Assert.Equal(Reckoned(other), other.ViewHash);
        Assert.Equal(Reckoned(Asked), Asked.ViewHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("before\0behind ü\uD83D\uDE00")]
    [InlineData("half \uD83D of a character")]
    public void A_texts_hash_is_that_of_its_bytes(string text)
    {
        byte[] salt = [1, 2, 3];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), TextHash.Of(text));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)])), TextHash.Of(salt, text));
    }

    private static string Reckoned(Proposal proposal) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ViewHash.CanonicalOf(proposal))));
}
