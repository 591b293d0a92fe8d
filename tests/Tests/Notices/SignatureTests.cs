using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Tests.Notices;

/// <summary>Notices are signed as Standard Webhooks publish it.</summary>
public sealed class SignatureTests
{
    /// <summary>The vector that the specification's own libraries are tested with.</summary>
    [Fact]
    public void The_published_vector_is_met() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(WebhookSignature.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "here"), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("env:NO_SUCH_VARIABLE")]
    public void What_is_no_secret_is_not_taken_for_one(string secret) => Assert.Contains("here", Assert.Throws<SettingException>(() => WebhookSignature.KeyOf(secret, "here")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_fails_is_tried_less_and_less_often_and_not_by_all_at_once()
    {
        var plain = Enumerable.Range(1, 12).Select(n => Backoff.After(n, 0.5)).ToList();
        Assert.Equal(TimeSpan.FromSeconds(2), plain[0]);
        Assert.Equal(TimeSpan.FromSeconds(8), plain[1]);
        Assert.Equal(plain.Order(), plain);
        Assert.Equal(TimeSpan.FromHours(6), plain[^1]);
        Assert.Equal((TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5)), (Backoff.After(1, 0), Backoff.After(1, 1)));
    }
}
